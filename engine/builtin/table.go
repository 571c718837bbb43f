package builtin

import "slices"

// LookupFunction finds a function by its exact name. Every function is the
// same in plain Tera, so the flag changes nothing; it is there for symmetry with
// the other lookups.
func LookupFunction(name string, _ bool) (*Function, bool) {
	f, ok := functions[name]
	return f, ok
}

// LookupFilter finds a filter by its exact name. tera selects what Tera 1.20
// itself registers where clnrm replaces it (upper, lower) and hides the
// superset filters that exist only as functions upstream (sha256,
// toml_encode).
func LookupFilter(name string, tera bool) (*Function, bool) {
	if tera {
		if supersetFilters[name] {
			return nil, false
		}
		if f, ok := replacedFilters[name]; ok {
			return f, true
		}
	}
	f, ok := filters[name]
	return f, ok
}

// LookupTest finds a test by its exact name; clnrm adds none.
func LookupTest(name string, _ bool) (*Function, bool) {
	f, ok := tests[name]
	return f, ok
}

// FunctionNames lists every function, sorted. The slice is the caller's.
func FunctionNames() []string { return names(functions) }

// FilterNames lists every filter, superset ones included, sorted. The slice is
// the caller's.
func FilterNames() []string { return names(filters) }

// TestNames lists every test, sorted. The slice is the caller's.
func TestNames() []string { return names(tests) }

var (
	functions = index(environmentFunctions, caseFunctions, clockFunctions, randomFunctions,
		listFunctions, identityFunctions, fakeFunctions(), fakeNumberFunctions,
		fakeKindFunctions, teraFunctions)
	filters = index(caseFilters, stringFilters, trimFilters, markupFilters, layoutFilters,
		conversionFilters, arrayFilters, sortFilters, numberFilters, commonFilters,
		dateFilters, supersetFilterTable)
	tests = index(valueTests, textTests)

	replacedFilters = index(teraCaseFilters)
	supersetFilters = func() map[string]bool {
		m := make(map[string]bool)
		for _, f := range supersetFilterTable {
			m[f.Name] = true
		}
		return m
	}()
)

func index(groups ...[]*Function) map[string]*Function {
	m := make(map[string]*Function)
	for _, group := range groups {
		for _, f := range group {
			m[f.Name] = f
		}
	}
	return m
}

func names(m map[string]*Function) []string {
	list := make([]string, 0, len(m))
	for name := range m {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}
