package given

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// What stands in this file is for the probes, and your handler needs none of
// it: numbers to draw, and what an answer holds.

// Dump returns all orders as text, a line each.
func (o *Orders) Dump() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	var text strings.Builder
	for _, order := range o.all {
		fmt.Fprintf(&text, "%+v\n", order)
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

// Rows returns the ids of the orders that an answer shows, and its total. A row
// without an item is the place of an order that is not shown.
func Rows(body string) (ids []int, total int, err error) {
	var answer struct {
		Orders []struct {
			ID   int    `json:"id"`
			Item string `json:"item"`
		} `json:"orders"`
		Total int `json:"total"`
	}
	err = json.Unmarshal([]byte(body), &answer)
	for _, o := range answer.Orders {
		if o.Item != "" {
			ids = append(ids, o.ID)
		}
	}
	return ids, answer.Total, err
}

// Foreign tells whose order the body of an answer shows beside the caller's,
// by the items that only one user orders each. It returns "" if there is none.
func Foreign(body string, items map[string]string, caller string) string {
	for name, item := range items {
		if name != caller && strings.Contains(body, item) {
			return fmt.Sprintf("with an order of %q", name)
		}
	}
	return ""
}

var date = regexp.MustCompile(`Date: .*`)

// Comparable returns all of an answer but its date and what was asked for, so
// that the answers to two questions can be compared. The orders of a batch come
// in any order, and are sorted.
func Comparable(request, answer string, asked ...any) string {
	all := date.ReplaceAllString(answer, "Date")
	for _, a := range asked {
		all = strings.ReplaceAll(all, fmt.Sprint(a), "0") // what was JSON still is
	}
	if strings.HasPrefix(request, "POST") {
		return sorted(all)
	}
	return all
}

// sorted returns an answer with the orders in its body sorted. What is no such
// answer stays as it is.
func sorted(answer string) string {
	head, body, _ := strings.Cut(answer, "\r\n\r\n")
	var shown map[string]json.RawMessage
	var orders []json.RawMessage
	if json.Unmarshal([]byte(body), &shown) != nil || json.Unmarshal(shown["orders"], &orders) != nil {
		return answer
	}
	slices.SortFunc(orders, func(a, b json.RawMessage) int { return bytes.Compare(a, b) })
	shown["orders"], _ = json.Marshal(orders)
	text, err := json.Marshal(shown)
	if err != nil {
		return answer
	}
	return head + "\r\n\r\n" + string(text)
}
