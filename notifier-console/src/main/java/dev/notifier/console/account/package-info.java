/** What people do with their own account: password, second factors, sessions. */
@NullMarked
package dev.notifier.console.account;

import org.jspecify.annotations.NullMarked;
