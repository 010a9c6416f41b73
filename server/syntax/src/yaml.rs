//! YAML with the span of every key and value.
