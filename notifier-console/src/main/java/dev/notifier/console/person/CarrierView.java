package dev.notifier.console.person;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The carrier of a number, as {@code /v1} says it.
 *
 * @param learnedFrom {@code prefix}, {@code porting-file} or {@code receipt}
 * @param since null if only the prefix is known
 */
record CarrierView(String name, String learnedFrom, @Nullable Instant since) {}
