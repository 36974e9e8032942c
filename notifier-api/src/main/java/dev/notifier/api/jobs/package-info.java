/** Shows and cancels jobs. */
@NullMarked
package dev.notifier.api.jobs;

import org.jspecify.annotations.NullMarked;
