package dev.notifier.testing.architecture.broken.smsc;

import dev.notifier.testing.architecture.broken.contracts.Contract;
import org.jspecify.annotations.NullMarked;

/** Depends on another module. */
@NullMarked
public record Smsc(Contract contract) {}
