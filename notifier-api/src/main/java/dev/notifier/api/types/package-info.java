/**
 * Kinds of events: what operators may say of them, which changes callers can live with, and the
 * snapshot that intake goes by.
 */
@NullMarked
package dev.notifier.api.types;

import org.jspecify.annotations.NullMarked;
