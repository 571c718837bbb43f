package check

import "github.com/clnrm-ls/clnrm-ls/engine/toml"

// maxCycles bounds the findings of one table.
const maxCycles = 16

// arrow is "from before to", as written by node.
type arrow struct {
	from, to string
	node     *toml.Node
}

// findCycles returns up to maxCycles cycles that share no name, each as its
// arrows in order, in linear time. It takes away whatever nothing points at,
// again and again; from what is left, going backwards along one arrow for each
// name never ends, so it must come round.
func findCycles(arrows []arrow) [][]arrow {
	if len(arrows) == 0 {
		return nil
	}
	into := tangled(arrows)
	var cycles [][]arrow
	visit := make(map[string]int, len(into)) // the walk that came by first
	for i, a := range arrows {
		if _, left := into[a.to]; !left || visit[a.to] != 0 {
			continue
		}
		name := a.to
		for visit[name] == 0 {
			visit[name] = i + 1
			name = into[name].from
		}
		if visit[name] != i+1 {
			continue // ran into an earlier walk
		}
		cycles = append(cycles, cycleTo(into, name))
		if len(cycles) == maxCycles {
			break
		}
	}
	return cycles
}

// tangled gives, for each name that lies on a cycle or behind one, an arrow
// that leads to it from another such name.
func tangled(arrows []arrow) map[string]arrow {
	incoming := make(map[string]int, len(arrows))
	outgoing := make(map[string][]int, len(arrows))
	for i, a := range arrows {
		incoming[a.to]++
		outgoing[a.from] = append(outgoing[a.from], i)
	}
	var free []string
	for from := range outgoing {
		if incoming[from] == 0 {
			free = append(free, from)
		}
	}
	for len(free) > 0 {
		name := free[len(free)-1]
		free = free[:len(free)-1]
		for _, i := range outgoing[name] {
			to := arrows[i].to
			if incoming[to]--; incoming[to] == 0 {
				free = append(free, to)
			}
		}
	}
	into := make(map[string]arrow)
	for _, a := range arrows {
		if incoming[a.from] == 0 || incoming[a.to] == 0 {
			continue
		}
		if _, known := into[a.to]; !known {
			into[a.to] = a
		}
	}
	return into
}

// cycleTo is the cycle through name, starting from it.
func cycleTo(into map[string]arrow, name string) []arrow {
	back := []arrow{into[name]}
	for at := into[name].from; at != name; at = into[at].from {
		back = append(back, into[at])
	}
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	return back
}
