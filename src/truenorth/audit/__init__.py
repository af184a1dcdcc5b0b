"""Audit: is this batch plausible beside its history?"""
