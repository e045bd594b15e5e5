package main

import "embed"

// content is what the program teaches with: the built-in course, and the
// sandbox, of which each workspace gets a copy.
//
//go:embed lessons/course.yaml lessons/*/lesson.md quiz/*.yaml exercises/*/* sandbox/*.go schemas/*.json
var content embed.FS
