// Package workspace says which files there are, what kind each is, and what
// one holds right now: open documents over disk.
//
// Invariants: nothing outside of the workspace folders is read, not through a
// symbolic link either, because every look at the disk goes through os.Root;
// what is read is a regular file of bounded size; a walk always ends, in a
// bounded number of steps; an Overlay never changes, so an analysis that
// holds one sees a single state of the open documents. File times are never
// looked at.
//
// Entry points: Classify, Discover, Finds, Overlay, Candidates, ConfigPaths.
//
// It deliberately parses neither templates nor TOML, watches nothing, keeps no
// file in memory but the open ones, and knows no URIs: a file is named by its
// absolute, clean path.
package workspace
