"""The parts of bundle.py: sources reads, schemas and collections derive, assemble puts together, verify refuses."""
