/** Wording as files: looked at without a server, brought to one and fetched from it. */
@NullMarked
package dev.notifier.local.wording;

import org.jspecify.annotations.NullMarked;
