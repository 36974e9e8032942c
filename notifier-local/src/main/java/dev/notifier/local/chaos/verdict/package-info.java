/** Measures a chaos run and decides which guarantees it kept. */
@NullMarked
package dev.notifier.local.chaos.verdict;

import org.jspecify.annotations.NullMarked;
