package editor

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func FuzzSplit(f *testing.F) {
	f.Add(`"/opt/my editor/bin/code" --wait 'a b' c\ d`)
	f.Add(`'`)
	f.Add(`"" \`)
	f.Add(strings.Repeat("a ", 1_000))
	f.Fuzz(func(t *testing.T, value string) {
		for _, os := range []string{"linux", "windows"} {
			m := Machine{OS: os, LookPath: func(string) (string, error) { return "", errors.New("none") }}
			words := m.split(value)
			assert.LessOrEqual(t, len(strings.Join(words, "")), len(value)*len("\uFFFD"))
			if !strings.ContainsAny(value, "\"'\\") && strings.ToValidUTF8(value, "") == value {
				assert.Equal(t, strings.FieldsFunc(value, func(r rune) bool { return r == ' ' || r == '\t' }), append([]string{}, words...))
			}
			m.Getenv = func(name string) string { return map[string]string{"EDITOR": value}[name] }
			if e, found := Find(m); found {
				require.NotEmpty(t, e.words)
				_ = e.arguments("handler.go", Place{Line: 1, Column: 2})
				e.HasWindow()
			}
		}
		quoted := []string{value, "--wait", value}
		line := ""
		for _, word := range quoted {
			line += " '" + strings.ReplaceAll(word, "'", `'\''`) + "'"
		}
		if strings.ToValidUTF8(value, "") == value {
			assert.Equal(t, quoted, fields(line, true))
		}
	})
}
