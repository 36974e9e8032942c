/**
 * What people see of the lines of a batch before it is sent, and which columns its file can have.
 */
@NullMarked
package dev.notifier.api.batchlines;

import org.jspecify.annotations.NullMarked;
