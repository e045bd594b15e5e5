package given

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// What stands in this file is for the probes, and your handler needs none of
// it: numbers to draw, what callers send, and what became of orders, answers
// and the log.

// Dump returns all orders as text, a line each, ordered by id.
func (o *Orders) Dump() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	var text strings.Builder
	for _, id := range slices.Sorted(maps.Keys(o.byID)) {
		fmt.Fprintf(&text, "%d: %+v\n", id, o.byID[id])
	}
	return text.String()
}

// Numbers returns a function that draws a number of six digits from source,
// and another one each time: what tells orders and users apart must differ.
func Numbers(source *rand.Rand) func() int {
	drawn := map[int]bool{}
	return func() int {
		n := 100_000 + source.IntN(800_000)
		for drawn[n] {
			n = 100_000 + source.IntN(800_000)
		}
		drawn[n] = true
		return n
	}
}

// OtherFields returns members of a JSON object that give an order something
// else than a note: the owner and the id that are named here, and more.
func OtherFields(owner string, id int) (fields []string) {
	for _, field := range []string{`"owner": %q`, `"Owner": %q`, `"OWNER": %q`, `"id": %d`, `"ID": %d`, `"item": %q`, `"receipt": %q`, `"Receipt": %q`} {
		value := any(owner)
		if strings.Contains(field, "%d") {
			value = id
		}
		fields = append(fields, fmt.Sprintf(field, value))
	}
	return fields
}

// Spellings returns what may stand in a path in place of id, and may be read
// as id by one program and as something else by another: id written otherwise,
// id beside the caller's own, and what is no id.
func Spellings(id, callers int) []string {
	n, own := fmt.Sprint(id), fmt.Sprint(callers)
	encoded := ""
	for _, digit := range n {
		encoded += fmt.Sprintf("%%%02x", digit)
	}
	return []string{
		encoded, n[:5] + encoded[15:], "0" + n, "000" + n, strings.Repeat("0", 40) + n, "+" + n, "%2b" + n, "-" + n, "--" + n, n + ".0", n + "e0", n[:3] + "_" + n[3:],
		fmt.Sprintf("0x%x", id), fmt.Sprintf("0%o", id), strings.Repeat("9", 40), "-" + strings.Repeat("9", 40), "18446744073709551616", "-1", "1.5", "NaN", "null", "*", "%2a", "%", "%25",
		n + "%00", "%00" + n, n + "%20", "%20" + n, "+" + n + "+", n + "%0a", n + "%0d%0a", n + ";x", n + "%3f", n + "%23", n + ",", n + "," + own, own + "," + n, own + "%2c" + n, own + "%2f" + n,
		own + "%2f..%2f" + n, own + "/../" + n, own + "/%2e%2e/" + n, ".%2f" + n, n + "%2freceipt", n + "/", n + "/note", own + "?id=" + n, own + "?order=" + n, own + "?id=" + own + "&id=" + n, n + "?id=" + own,
		"%EF%BC%91" + n[1:], n + "%cc%81", n + n, own + n, fmt.Sprint(uint64(1<<63) + uint64(id)), fmt.Sprint(uint64(1<<32) + uint64(id)),
	}
}

var date = regexp.MustCompile(`Date: .*`)

// Undated returns all of an answer but its date and the id that was asked for,
// so that the answers for two ids can be compared.
func Undated(answer string, id int) string {
	return strings.ReplaceAll(date.ReplaceAllString(answer, "Date"), fmt.Sprint(id), "#")
}

// Entries counts the lines of the log that name both reader and id.
func Entries(log, reader string, id int) (n int) {
	for line := range strings.Lines(log) {
		if strings.Contains(line, reader) && strings.Contains(line, fmt.Sprint(id)) {
			n++
		}
	}
	return n
}
