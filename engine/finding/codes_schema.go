package finding

var schemaCodes = []Entry{}
