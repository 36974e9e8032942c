/** Tests of the digests of events. */
@NullMarked
package dev.notifier.api.identity;

import org.jspecify.annotations.NullMarked;
