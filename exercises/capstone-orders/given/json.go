package given

import (
	"encoding/json"
	"io"
	"net/http"
)

// Read reads the JSON of a request into v. If it cannot, it answers and
// returns false.
func Read(w http.ResponseWriter, r *http.Request, v any) bool {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<16))
	if err == nil {
		err = json.Unmarshal(body, v)
	}
	if err != nil {
		http.Error(w, "the body must be JSON", http.StatusBadRequest)
		return false
	}
	return true
}

// Answer answers with a status and with v as JSON.
func Answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
