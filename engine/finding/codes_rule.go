package finding

var ruleCodes = []Entry{}
