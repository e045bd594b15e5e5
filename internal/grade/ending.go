package grade

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gatehouse/sandbox"
)

// ending is how a program ended that should have gone on.
type ending struct {
	text string
	at   *sandbox.Place // the learner's line, nil if unknown
}

// String says it in one line.
func (e ending) String() string {
	if e.at == nil {
		return e.text
	}
	return fmt.Sprintf("%s (%s:%d)", e.text, e.at.File, e.at.Line)
}

// ending reads from what was printed how the program ended; where nothing was
// printed, something in its source must have ended it.
func (t *tally) ending() ending {
	if crash := t.told.crash.text.String(); crash != "" {
		text, stacks, _ := strings.Cut(crash, "\n")
		text, _, _ = strings.Cut(text, " [recovered")
		return ending{text: text, at: placeIn(stacks, t.folder)}
	}
	if t.told.kept {
		return ending{text: "a process that the program started outlives it and holds its output"}
	}
	if log := t.told.log.text.String(); log != "" && len(t.listed) == 0 {
		return ending{text: strings.TrimSpace(log)}
	}
	return ending{text: "the program exited", at: exitIn(t.home())}
}

// frame is a line of a stack: the file, the line and perhaps addresses.
var frame = regexp.MustCompile(`(?m)^\t(.+\.go):(\d+)(?: |$)`)

// placeIn returns the innermost line of the stack that is of the package's own
// code, but no test. What stands before the folder depends on how it was built.
func placeIn(stacks, folder string) *sandbox.Place {
	for _, m := range frame.FindAllStringSubmatch(stacks, -1) {
		_, file, ours := strings.Cut(m[1], "/"+folder+"/")
		if ours && !strings.Contains(file, "/") && !strings.HasSuffix(file, "_test.go") {
			line, _ := strconv.Atoi(m[2])
			return &sandbox.Place{File: file, Line: line}
		}
	}
	return nil
}

// exits are the functions that end a program without a word.
var exits = []string{"os.Exit", "syscall.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln"}

// exitIn returns the first call in the Go files of a folder that ends the
// program. It is taken from the source, for nothing else shows it.
func exitIn(folder string) *sandbox.Place {
	return firstIn(folder, func(n ast.Node) bool {
		call, ok := n.(*ast.SelectorExpr)
		if !ok {
			return false
		}
		of, ok := call.X.(*ast.Ident)
		return ok && slices.Contains(exits, of.Name+"."+call.Sel.Name)
	})
}

// beginIn returns the first code in the Go files of a folder that runs as soon
// as the program begins: a function init, or a variable whose value is called
// for. It, too, is taken from the source.
func beginIn(folder string) *sandbox.Place {
	return firstIn(folder, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			return n.Recv == nil && n.Name.Name == "init"
		case *ast.GenDecl:
			return n.Tok == token.VAR && calls(n)
		}
		return false
	})
}

func calls(n ast.Node) bool {
	for n := range ast.Preorder(n) {
		switch n.(type) {
		case *ast.CallExpr:
			return true
		case *ast.FuncLit, *ast.BlockStmt:
			return false
		}
	}
	return false
}

// firstIn returns the first node of the Go files of a folder, but its tests,
// that is sought.
func firstIn(folder string, sought func(ast.Node) bool) *sandbox.Place {
	// The only error of Glob is a pattern that is none.
	files, _ := fs.Glob(os.DirFS(folder), "*.go")
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := readRegular(filepath.Join(folder, file), maxSource)
		if err != nil {
			continue
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, file, text, 0)
		if err != nil {
			continue
		}
		for n := range ast.Preorder(tree) {
			if sought(n) {
				return &sandbox.Place{File: file, Line: set.PositionFor(n.Pos(), false).Line}
			}
		}
	}
	return nil
}
