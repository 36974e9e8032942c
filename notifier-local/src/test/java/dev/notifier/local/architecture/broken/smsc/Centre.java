package dev.notifier.local.architecture.broken.smsc;

import dev.notifier.local.architecture.broken.contracts.Contract;
import org.jspecify.annotations.NullMarked;

/** Knows what it is a test double for. */
@NullMarked
public record Centre(Contract contract) {}
