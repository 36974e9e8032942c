/** CSV that api and worker write. */
@NullMarked
package dev.notifier.contracts.csv;

import org.jspecify.annotations.NullMarked;
