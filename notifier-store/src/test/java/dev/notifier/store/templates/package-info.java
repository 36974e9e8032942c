/** Tests of the template store. */
@NullMarked
package dev.notifier.store.templates;

import org.jspecify.annotations.NullMarked;
