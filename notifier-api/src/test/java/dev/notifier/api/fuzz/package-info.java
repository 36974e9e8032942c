/** Generates requests with any input for every operation of the API description. */
@NullMarked
package dev.notifier.api.fuzz;

import org.jspecify.annotations.NullMarked;
