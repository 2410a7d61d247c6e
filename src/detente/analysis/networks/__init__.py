"""Turns coded statements into networks: who stands with whom, and who speaks on what."""

from detente.analysis.networks.apart import Distance, distances, spectrum
from detente.analysis.networks.asking import (
    Aggregation,
    Compat,
    Duplicates,
    Kernel,
    Mode,
    NetworkQuestion,
    Normalization,
    Unit,
    ValueFilter,
)
from detente.analysis.networks.backbone import Backbone, BackboneStep, SparingOrder
from detente.analysis.networks.csv_tables import csv_table
from detente.analysis.networks.dna_tables import dna_table
from detente.analysis.networks.entry_tables import entry_table
from detente.analysis.networks.evidence import SourcedNetwork, Tie, sourced_network
from detente.analysis.networks.graph_files import gexf, graphml, node_attributes
from detente.analysis.networks.matrix_files import matrix_csv, series_csv, windows_csv
from detente.analysis.networks.networks import Network, network
from detente.analysis.networks.parquet_files import parquet
from detente.analysis.networks.reference_files import EntryFiles
from detente.analysis.networks.settings_files import COMPUTED, NetworkEntry, read_entries
from detente.analysis.networks.tables import UNDATED, Column, Kind, StatementTable, number_column, text_column
from detente.analysis.networks.windows import networks_over_time

__all__ = [
    "COMPUTED", "UNDATED", "Aggregation", "Backbone", "BackboneStep", "Column", "Compat", "Distance", "Duplicates",
    "EntryFiles", "Kernel", "Kind", "Mode", "Network", "NetworkEntry", "NetworkQuestion", "Normalization",
    "SourcedNetwork", "SparingOrder", "StatementTable", "Tie", "Unit", "ValueFilter", "csv_table", "distances",
    "dna_table", "entry_table", "gexf", "graphml", "matrix_csv", "network", "networks_over_time", "node_attributes",
    "number_column", "parquet", "read_entries", "series_csv", "sourced_network", "spectrum", "text_column",
    "windows_csv",
]  # fmt: skip
