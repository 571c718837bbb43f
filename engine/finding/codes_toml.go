package finding

var tomlCodes = []Entry{}
