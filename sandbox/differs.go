package sandbox

import (
	"fmt"
	"maps"
	"net/textproto"
	"reflect"
	"slices"
	"strings"
)

// Differs says in a line where got differs from want, and "" where it does
// not: of a response as it went over the wire the status, else a header field,
// else the first line of the body; of other text the first line, of a struct
// the first field, of a list the first element. A probe that compares two
// answers, or two states of a store, tells by it what gave the difference away.
func Differs[T any](got, want T) string {
	return differs(reflect.ValueOf(got), reflect.ValueOf(want))
}

func differs(got, want reflect.Value) string {
	if reflect.DeepEqual(got.Interface(), want.Interface()) {
		return ""
	}
	switch got.Kind() {
	case reflect.String:
		return differText(got.String(), want.String())
	case reflect.Struct:
		return differFields(got, want)
	case reflect.Slice, reflect.Array:
		return differElements(got, want)
	}
	return fmt.Sprintf("%v, not %v", got, want)
}

func differFields(got, want reflect.Value) string {
	for i := range got.NumField() {
		field := got.Type().Field(i)
		if !field.IsExported() {
			continue
		}
		if words := differs(got.Field(i), want.Field(i)); words != "" {
			return field.Name + " " + words
		}
	}
	return fmt.Sprintf("%+v, not %+v", got, want)
}

func differElements(got, want reflect.Value) string {
	if got.Len() != want.Len() {
		return fmt.Sprintf("%d of them, not %d", got.Len(), want.Len())
	}
	for i := range got.Len() {
		if words := differs(got.Index(i), want.Index(i)); words != "" {
			if got.Len() == 1 {
				return words
			}
			return element(want.Index(i), i) + ": " + words
		}
	}
	return ""
}

// element names one of a list: by its ID where it has one.
func element(v reflect.Value, i int) string {
	if v.Kind() == reflect.Struct {
		if id := v.FieldByName("ID"); id.IsValid() {
			return fmt.Sprintf("%s %v", strings.ToLower(v.Type().Name()), id)
		}
	}
	return fmt.Sprintf("number %d", i+1)
}

func differText(got, want string) string {
	if strings.HasPrefix(got, "HTTP/") && strings.HasPrefix(want, "HTTP/") {
		return differResponses(got, want)
	}
	return differLines(got, want)
}

func differResponses(got, want string) string {
	gotHead, gotBody, _ := strings.Cut(got, "\r\n\r\n")
	wantHead, wantBody, _ := strings.Cut(want, "\r\n\r\n")
	gotStatus, gotFields, _ := strings.Cut(gotHead, "\r\n")
	wantStatus, wantFields, _ := strings.Cut(wantHead, "\r\n")
	if gotStatus != wantStatus {
		_, gotStatus, _ = strings.Cut(gotStatus, " ")
		_, wantStatus, _ = strings.Cut(wantStatus, " ")
		return gotStatus + ", not " + wantStatus
	}
	g, w := fieldsOf(gotFields), fieldsOf(wantFields)
	if gotBody != wantBody && g[length] != "" && w[length] != "" {
		delete(g, length) // it follows the body
		delete(w, length)
	}
	if words := differHeaders(g, w); words != "" {
		return words
	}
	return "the body " + differLines(gotBody, wantBody)
}

const length = "Content-Length"

func differHeaders(got, want map[string]string) string {
	all := maps.Clone(got)
	maps.Copy(all, want)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		g, in := got[name]
		w, out := want[name]
		switch {
		case g == w && in == out:
		case !out:
			return fmt.Sprintf("with %s: %s", name, g)
		case !in:
			return fmt.Sprintf("without %s: %s", name, w)
		default:
			return fmt.Sprintf("%s: %s, not %s", name, g, w)
		}
	}
	return ""
}

// fieldsOf are the header fields of these lines, the values of a name joined.
func fieldsOf(head string) map[string]string {
	fields := map[string]string{}
	for line := range strings.SplitSeq(head, "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		if name = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(name)); name == "" {
			continue
		}
		if before, twice := fields[name]; twice {
			value = before + " and " + value
		}
		fields[name] = strings.TrimSpace(value)
	}
	return fields
}

func differLines(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		switch {
		case i >= len(g):
			return "ends before " + short(w[i])
		case i >= len(w):
			return "goes on with " + short(g[i])
		case g[i] != w[i]:
			return short(g[i]) + ", not " + short(w[i])
		}
	}
	return ""
}

// short quotes a line, cut where it is long.
func short(line string) string {
	const most = 120
	if line = strings.TrimSuffix(line, "\r"); len(line) > most {
		line = strings.ToValidUTF8(line[:most], "") + "…"
	}
	return fmt.Sprintf("%q", line)
}
