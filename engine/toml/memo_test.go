package toml

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// TestMemoEdit edits one line of a large document: one run is decoded anew,
// and the result is that of a parse without memory.
func TestMemoEdit(t *testing.T) {
	var flat strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&flat, "key_%d = \"value %d\"\n", i, i)
	}
	cases := []struct{ name, text, old, new string }{
		{"section", sample(3000), "timeout_ms = 1100", "timeout_ms = 7"},
		{"flat", flat.String(), "\"value 2500\"", "\"another\""},
		{"flat insertion", flat.String(), "key_2500 =", "fresh = 1\nkey_2500 ="},
		{"key only", sample(3000), "timeout_ms = 1100", "timeout = 1100"},
		{"type", sample(3000), "timeout_ms = 1100", "timeout_ms = 1979-05-27"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			memo := NewMemo(16<<20, true)
			Parse(c.text, memo)
			before := memo.Counters()
			edited := strings.Replace(c.text, c.old, c.new, 1)
			if edited == c.text {
				t.Fatal("nothing edited")
			}
			got, _ := Parse(edited, memo)
			want, _ := Parse(edited, nil)
			if !sameTree(want.Root, got.Root) {
				t.Error("another tree with a memo")
			}
			if missed := memo.Counters().Misses - before.Misses; missed > 1 {
				t.Errorf("%d runs decoded anew", missed)
			}
		})
	}
}

// TestMemoBudget keeps to its budget and stays right while it drops runs.
func TestMemoBudget(t *testing.T) {
	memo := NewMemo(4<<10, true)
	text := sample(1000)
	want, _ := Parse(text, nil)
	for range 3 {
		got, _ := Parse(text, memo)
		if !sameTree(want.Root, got.Root) {
			t.Error("another tree with a small memo")
		}
	}
	if c := memo.Counters(); c.Bytes > 4<<10 || c.Evictions == 0 {
		t.Errorf("budget of 4 KB not kept: %+v", c)
	}
	memo.Purge()
	if c := memo.Counters(); c.Entries != 0 {
		t.Errorf("entries after a purge: %+v", c)
	}
}

// TestMemoShared parses with one memo from many goroutines.
func TestMemoShared(t *testing.T) {
	memo := NewMemo(1<<20, true)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			text := strings.Replace(sample(300), "alpine", fmt.Sprint("image", i%3), 1)
			want, _ := Parse(text, nil)
			for range 5 {
				if got, _ := Parse(text, memo); !sameTree(want.Root, got.Root) {
					t.Error("another tree with a shared memo")
				}
			}
		})
	}
	all.Wait()
}
