/** What the calls of operators have in common: small bodies and the version they are meant for. */
@NullMarked
package dev.notifier.api.call;

import org.jspecify.annotations.NullMarked;
