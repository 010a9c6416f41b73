//! Tests of every feature.
