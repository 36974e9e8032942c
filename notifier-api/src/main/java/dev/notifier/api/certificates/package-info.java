/** Signed statements of what was sent and what the carrier reported, for disputes about notice. */
@NullMarked
package dev.notifier.api.certificates;

import org.jspecify.annotations.NullMarked;
