/** The command {@code batch}: sends files to an api, and releases, follows and stops batches. */
@NullMarked
package dev.notifier.local.batches;

import org.jspecify.annotations.NullMarked;
