/** What people see of the lines of a batch before it is sent. */
@NullMarked
package dev.notifier.api.batchlines;

import org.jspecify.annotations.NullMarked;
