/** Stores large exports: what is exported, how far it is, and the parts of its file. */
@NullMarked
package dev.notifier.store.exports;

import org.jspecify.annotations.NullMarked;
