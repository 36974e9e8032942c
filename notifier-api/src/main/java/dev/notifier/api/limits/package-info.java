/** Limits of the requests of a key, which the instances of the api share. */
@NullMarked
package dev.notifier.api.limits;

import org.jspecify.annotations.NullMarked;
