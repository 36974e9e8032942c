/** Which messages are cancelled: the rules, and how a message is compared with them. */
@NullMarked
package dev.notifier.contracts.cancellation;

import org.jspecify.annotations.NullMarked;
