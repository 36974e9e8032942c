/** Records who may get advertising: consents and the national do-not-call list. */
@NullMarked
package dev.notifier.api.consents;

import org.jspecify.annotations.NullMarked;
