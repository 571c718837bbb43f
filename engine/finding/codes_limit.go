package finding

var limitCodes = []Entry{}
