"""Reads what is written about a negotiation and keeps a sourced ledger of who wants what."""

__version__ = "0.1.0"
