/** Tests of the connection pool and the migrations. */
@NullMarked
package dev.notifier.store;

import org.jspecify.annotations.NullMarked;
