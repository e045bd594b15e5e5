package scaffold

import (
	"bytes"
	"embed"
	"io/fs"
	"strings"
	"text/template"
)

// templates is laid out as a course. ID stands for the new id in names of
// files; the ending .tmpl keeps Go from compiling them here.
//
//go:embed template
var templates embed.FS

// names are what a template knows.
type names struct{ ID, Lesson string }

// Package is the name of the exercise's package.
func (n names) Package() string { return packageOf(n.ID) }

// render is the whole template with its names filled in.
func render(n names) []file {
	var files []file
	err := fs.WalkDir(templates, "template", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		t, err := template.ParseFS(templates, name)
		if err != nil {
			return err
		}
		var text bytes.Buffer
		if err := t.Execute(&text, n); err != nil {
			return err
		}
		name = strings.TrimSuffix(strings.TrimPrefix(name, "template/"), ".tmpl")
		files = append(files, file{strings.ReplaceAll(name, "ID", n.ID), text.Bytes()})
		return nil
	})
	if err != nil {
		panic(err) // the templates are part of the program, and tested with it
	}
	return files
}
