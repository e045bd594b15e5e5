package scaffold

import (
	"bytes"
	"errors"
	"fmt"
	"maps"

	"github.com/goccy/go-yaml"
)

// believe adds the misconceptions of the new bank that the course does not
// know yet. A sentence that it has for one stays.
func (s *site) believe() error {
	text, missing, err := s.read(misconceptionsFile)
	if err != nil {
		return err
	}
	if missing {
		s.fill(names{}, misconceptionsFile)
		return nil
	}
	edited, err := withBeliefs(text, beliefs())
	if err != nil {
		return fmt.Errorf("%s: %w", misconceptionsFile, err)
	}
	if string(edited) != string(text) {
		s.changed = append(s.changed, file{misconceptionsFile, edited})
	}
	return nil
}

// beliefs are the misconceptions of the template.
func beliefs() map[string]string {
	found := map[string]string{}
	for _, f := range render(names{}) {
		if f.name == misconceptionsFile {
			if err := yaml.Unmarshal(f.text, &found); err != nil {
				panic(err) // as in render
			}
		}
	}
	return found
}

var errBeliefs = errors.New("it is written in a form that no line can be added to; write each misconception on a line of its own, and try again")

// withBeliefs returns misconceptions.yaml with those that it lacks at its end.
func withBeliefs(text []byte, all map[string]string) ([]byte, error) {
	var known, got map[string]string
	if err := decode(text, &known); err != nil {
		return nil, err
	}
	lacking, want := maps.Clone(all), maps.Clone(all)
	maps.DeleteFunc(lacking, func(id, _ string) bool { _, there := known[id]; return there })
	maps.Copy(want, known)
	if len(lacking) == 0 {
		return text, nil
	}
	lines, err := yaml.Marshal(lacking)
	if err != nil {
		return nil, err
	}
	edited := bytes.TrimRight(text, "\r\n")
	if len(edited) > 0 {
		edited = append(bytes.Clone(edited), "\n\n"...)
	}
	edited = append(edited, lines...)
	if bytes.Contains(text, []byte("\r\n")) {
		edited = bytes.ReplaceAll(unix(edited), []byte("\n"), []byte("\r\n"))
	}
	if err := decode(edited, &got); err != nil || !maps.Equal(want, got) {
		return nil, errBeliefs
	}
	return edited, nil
}
