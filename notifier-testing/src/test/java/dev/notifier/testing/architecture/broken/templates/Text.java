package dev.notifier.testing.architecture.broken.templates;

import dev.notifier.testing.architecture.broken.contracts.Contract;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Reads a file. */
@NullMarked
public record Text(@Nullable Contract contract, Path file) {}
