/** What the program is, and what will be erased when. */
@NullMarked
package dev.notifier.api.system;

import org.jspecify.annotations.NullMarked;
