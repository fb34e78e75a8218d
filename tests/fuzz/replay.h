/*
 * replay - what the fuzzers' entries are: the one function that libFuzzer calls. Without it (-DFUZZ_LIBFUZZER
 * and clang's -fsanitize=fuzzer, tests/fuzz/run) replay.c is their main(), which calls it with each file that
 * it is given.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
