/** Tests of the stores of users on PostgreSQL. */
@NullMarked
package dev.notifier.store.users;

import org.jspecify.annotations.NullMarked;
