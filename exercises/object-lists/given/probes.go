package given

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// What stands in this file is for the probes, and your handler needs none of
// it.

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

// Sorted returns an answer with its orders sorted, so that two that show the
// same in another order are alike. What is no such answer stays as it is.
func Sorted(body string) string {
	var answer map[string]json.RawMessage
	var orders []json.RawMessage
	if json.Unmarshal([]byte(body), &answer) != nil || json.Unmarshal(answer["orders"], &orders) != nil {
		return body
	}
	slices.SortFunc(orders, func(a, b json.RawMessage) int { return bytes.Compare(a, b) })
	answer["orders"], _ = json.Marshal(orders)
	text, err := json.Marshal(answer)
	if err != nil {
		return body
	}
	return string(text)
}
