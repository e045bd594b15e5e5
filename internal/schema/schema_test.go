package main

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheSchemasAreThoseOfTheTypes(t *testing.T) {
	made, err := schemas(types)
	require.NoError(t, err)
	files, err := filepath.Glob(filepath.Join(target, "*"))
	require.NoError(t, err)
	assert.Len(t, files, len(made), "a schema of no type, or a type without its schema")
	for name, text := range made {
		written, err := os.ReadFile(filepath.Join(target, name))
		assert.NoError(t, err)
		assert.Equal(t, string(text), string(written), "%s is stale: go generate ./internal/schema", name)
	}
}

// told maps each file that authors write to its schema.
func told(t *testing.T, root string) map[string]string {
	t.Helper()
	all := map[string]string{"lessons/course.yaml": "course.json"}
	for pattern, schema := range map[string]string{
		"pack.yaml": "pack.json", "quiz/*.yaml": "bank.json", "lessons/*/lesson.md": "lesson.json", "exercises/*/exercise.md": "exercise.json",
	} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		require.NoError(t, err)
		for _, file := range files {
			name, err := filepath.Rel(root, file)
			require.NoError(t, err)
			all[filepath.ToSlash(name)] = schema
		}
	}
	all["quiz/misconceptions.yaml"] = "misconceptions.json"
	return all
}

func TestAnEditorTakesEveryFileOfTheCourses(t *testing.T) {
	for _, root := range []string{"../..", "../../docs/example-pack"} {
		for name, schema := range told(t, root) {
			text, err := os.ReadFile(filepath.Join(root, name))
			require.NoError(t, err)
			yaml, file := string(text), filepath.Join(root, name)
			if path.Ext(name) == ".md" {
				yaml, _, _ = strings.Cut(strings.TrimPrefix(yaml, "---\n"), "\n---\n")
			} else {
				first, _, _ := strings.Cut(yaml, "\n")
				link, found := strings.CutPrefix(first, "# yaml-language-server: $schema=")
				assert.True(t, found, "%s: the first line names no schema", file)
				assert.Equal(t, filepath.Join(target, schema), filepath.Join(filepath.Dir(file), link), file)
			}
			assert.Empty(t, refused(t, schema, yaml), file)
		}
	}
}

func TestAnEditorRefusesWhatIsWrong(t *testing.T) {
	for _, tt := range []struct{ name, schema, text, want string }{
		{"an unknown key", "course.json", "title: A\nchapters: []\ncolour: red", ".colour: unknown"},
		{"a missing key", "course.json", "title: A", ".chapters: missing"},
		{"a text for a number", "lesson.json", "{title: A, summary: B, minutes: ten}", ".minutes: not integer"},
		{"a word that is none of a few", "exercise.json", "{title: A, lesson: b, kind: quiz, minutes: 5, hints: []}", ".kind: none of guard, hunt"},
		{"a list in a list", "bank.json", "questions:\n- [a]", ".questions[]: not object"},
		{"a number for a belief", "misconceptions.json", "one: 1", ".one: not string"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Contains(t, refused(t, tt.schema, tt.text), tt.want)
		})
	}
}

// refused is what an editor says of a text by a schema in schemas/.
func refused(t *testing.T, name, text string) []string {
	t.Helper()
	var value any
	require.NoError(t, yaml.Unmarshal([]byte(text), &value))
	file, err := os.ReadFile(filepath.Join(target, name))
	require.NoError(t, err)
	var s editorSchema
	require.NoError(t, json.Unmarshal(file, &s))
	return s.refuse("", value)
}

// editorSchema reads a schema back as an editor does.
type editorSchema struct {
	Type       string
	Enum       []string
	Properties map[string]editorSchema
	Required   []string
	Others     json.RawMessage `json:"additionalProperties"`
	Items      *editorSchema
}

func (s editorSchema) refuse(at string, value any) (wrong []string) {
	kind := ""
	switch value := value.(type) {
	case string:
		kind = "string"
		if len(s.Enum) > 0 && !slices.Contains(s.Enum, value) {
			wrong = append(wrong, at+": none of "+strings.Join(s.Enum, ", "))
		}
	case bool:
		kind = "boolean"
	case int64, uint64:
		kind = "integer"
	case []any:
		kind = "array"
		for _, item := range value {
			if s.Items != nil {
				wrong = append(wrong, s.Items.refuse(at+"[]", item)...)
			}
		}
	case map[string]any:
		kind = "object"
		wrong = append(wrong, s.refuseKeys(at, value)...)
	}
	if s.Type != "" && kind != s.Type {
		return []string{at + ": not " + s.Type}
	}
	return wrong
}

func (s editorSchema) refuseKeys(at string, value map[string]any) (wrong []string) {
	for _, key := range s.Required {
		if _, there := value[key]; !there {
			wrong = append(wrong, at+"."+key+": missing")
		}
	}
	for key, inner := range value {
		known, ok := s.Properties[key]
		if !ok && (string(s.Others) == "false" || json.Unmarshal(s.Others, &known) != nil) {
			wrong = append(wrong, at+"."+key+": unknown")
			continue
		}
		wrong = append(wrong, known.refuse(at+"."+key, inner)...)
	}
	return wrong
}
