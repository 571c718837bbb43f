package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/pflag"
)

// Exit codes of every subcommand.
const (
	exitClean    = 0
	exitFindings = 1
	exitUsage    = 2
)

// streams are the standard streams, replaced in tests.
type streams struct {
	in       io.ReadCloser
	out, err io.WriteCloser
}

// command is a subcommand. run gets the arguments after its name and returns
// the exit code.
type command struct {
	name, usage, summary string
	run                  func(ctx context.Context, args []string, std streams) int
}

func commands() []command {
	return []command{
		{"serve", "serve [--stdio | --listen ADDR | --pipe PATH | --socket PORT]", "speak LSP (the default)", serve},
		{"check", "check [paths…] [--format text|json|sarif|github] [--deny-warnings] [--jobs N]", "print what the server would publish", check},
		{"render", "render FILE|- [--var k=v]… [--context FILE.json [--template-dir DIR]] [--map]", "print the rendered text", renderFile},
		{"stats", "stats [paths…]", "check twice and print the counters of the caches", stats},
		{"version", "version", "print the version", printVersion},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(dispatch(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// dispatch runs the subcommand that args name. Flags alone mean serve,
// because editors start a server with nothing but `--stdio`.
func dispatch(ctx context.Context, args []string, std streams) int {
	if len(args) == 0 {
		return serve(ctx, nil, std)
	}
	switch args[0] {
	case "-h", "--help", "help":
		usage(std.out)
		return exitClean
	case "--version":
		return printVersion(ctx, nil, std)
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(ctx, args[1:], std)
		}
	}
	if strings.HasPrefix(args[0], "-") {
		return serve(ctx, args, std)
	}
	fmt.Fprintf(std.err, "clnrm-ls: unknown command %q\n", args[0])
	usage(std.err)
	return exitUsage
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "clnrm-ls: a language server for clnrm test files\n\nUsage:")
	for _, c := range commands() {
		fmt.Fprintf(w, "  clnrm-ls %s\n        %s\n", c.usage, c.summary)
	}
	fmt.Fprintln(w, "\nExit codes: 0 clean, 1 findings at error level, 2 usage or input/output.")
}

// flags makes the flag set of a subcommand; flags and paths may be mixed.
func flags(name string, std streams) *pflag.FlagSet {
	f := pflag.NewFlagSet("clnrm-ls "+name, pflag.ContinueOnError)
	f.SetOutput(std.err)
	f.SortFlags = false
	return f
}

// parse reads the flags; done says that the command is over, with code.
func parse(f *pflag.FlagSet, args []string) (code int, done bool) {
	switch err := f.Parse(args); {
	case err == nil:
		return 0, false
	case errors.Is(err, pflag.ErrHelp):
		return exitClean, true
	default:
		fmt.Fprintf(f.Output(), "%s: %v\n", f.Name(), err)
		return exitUsage, true
	}
}

// fail reports an error of usage or input/output.
func fail(std streams, err error) int {
	fmt.Fprintf(std.err, "clnrm-ls: %v\n", err)
	return exitUsage
}

// version is the module version that the program was built from, or the
// revision of a build from a checkout.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "dev"
	}
	return info.Main.Version
}

func printVersion(_ context.Context, args []string, std streams) int {
	if len(args) > 0 {
		return fail(std, fmt.Errorf("version takes no arguments, got %q", args))
	}
	fmt.Fprintln(std.out, "clnrm-ls", version())
	return exitClean
}
