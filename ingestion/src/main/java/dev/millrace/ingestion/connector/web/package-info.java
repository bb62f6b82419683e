/**
 * Pages of web sites. In: addresses to start at, and limits. Out: an item for each page, PDF or
 * Office file that is found from there, by sitemaps and by links.
 *
 * <p>A {@link dev.millrace.ingestion.connector.web.WebType} opens the connector; its {@code Crawl}
 * is one scan, top to bottom: start pages and sitemaps fill a queue, each visit asks a page whether
 * it has changed, tells it and puts the links that {@code Scope} admits into the queue. What a page
 * said last, its validators and its links, goes with the cursor ({@code CrawlState}), so that a
 * page that says "not modified" still leads on, and a page that fails for once takes nothing with
 * it.
 *
 * <p>{@code Browser} is the only one that connects. It connects to the very addresses that were
 * checked, so that neither a redirect nor a name that answers differently the second time leads
 * into a private network, and holds each answer to a size and a deadline.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.connector.web;
