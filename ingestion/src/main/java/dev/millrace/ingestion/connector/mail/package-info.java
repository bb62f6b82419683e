/**
 * Mail as documents, from an IMAP server or from mbox files and Maildirs. In: an address, whose
 * mailboxes count, since when. Out: an item a message, with its sender, recipients, date and thread
 * as facts, and its raw bytes (RFC 5322) on demand; what is attached to it is for the parser to
 * find.
 *
 * <p>A message is called by its Message-ID and, on a server, the second at which it arrived. Both
 * stay when it is moved to another mailbox or the server numbers its messages anew, and nobody can
 * put a message in the place of an older one by sending its Message-ID again. Copies in several
 * mailboxes are one document.
 *
 * <p>{@link dev.millrace.ingestion.connector.mail.ImapScan} looks at each mailbox's counters first.
 * If they say that messages only came, these alone are told; if some went, all are told again, by
 * their heads. {@link dev.millrace.ingestion.connector.mail.Mbox} reads boxes of any size in one
 * pass. {@link dev.millrace.ingestion.connector.mail.MailHead} makes facts of what senders wrote,
 * however malformed.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.connector.mail;
