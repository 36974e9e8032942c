/** What goes wrong at the door, in one catalogue of codes and one form of answer (RFC 9457). */
@NullMarked
package dev.notifier.api.problem;

import org.jspecify.annotations.NullMarked;
