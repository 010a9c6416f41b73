//! JSON Schema of the formats.
