/** Tests of the actions for responses. */
@NullMarked
package dev.notifier.worker.response;

import org.jspecify.annotations.NullMarked;
